## Files

files-removed =
    { $count ->
       *[other] { $count } 個のファイルを削除しました
    }
# Shown on the button.
undo-button = 元に戻す
    .title = 元に戻す
    .accesskey = U

## Sharing
