window-title = { PLATFORM() ->
    [macos] { -brand } — Private
   *[other] { -brand } Private
}
mixed =
    Aperte { PLATFORM() ->
        [macos] Cmd
       *[other] Ctrl
    } e vá
zeroed =
    { $n ->
        [0] Nenhum
       *[other] { $n }
    }
