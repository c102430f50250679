# Licence: see the project.

-brand = Bluefin
    .case = nominative

## Files

undo-button =
    .title = Cofnij ostatni krok
old-text = Stary
