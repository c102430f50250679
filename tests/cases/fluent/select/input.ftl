window-title = { PLATFORM() ->
    [macos] { -brand } — Private
   *[other] { -brand } Private
}
mixed =
    Press { PLATFORM() ->
        [macos] Cmd
       *[other] Ctrl
    } and go
zeroed =
    { $n ->
        [0] None
        [one] One
       *[other] { $n }
    }
