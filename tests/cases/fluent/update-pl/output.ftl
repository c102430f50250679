# Licence: see the project.

-brand = Bluefin
    .case = nominative

## Files

files-removed =
    { $count ->
        [1] Usunięto { $count } plik
        [few] Usunięto { $count } pliki
        [many] Usunięto { $count } plików
       *[other] Usunięto { $count } pliku
    }
undo-button = Cofnij
    .title = Cofnij ostatni krok
    .accesskey = C

## Sharing

share = Udostępnij: { $name }
