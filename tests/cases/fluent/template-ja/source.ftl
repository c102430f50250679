-brand = Bluefin

## Files

files-removed =
    { $count ->
        [1] File removed
       *[other] { $count } files removed
    }
# Shown on the button.
undo-button = Undo
    .title = Undo the last step
    .accesskey = U

## Sharing

share = Share with { $name }
    .title = Share
