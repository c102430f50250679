window-title = { PLATFORM() ->
    [macos] { -brand }: privado
   *[other] { -brand } privado
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
