one = Primeiro
two =
    Uma linha
    outra
    e mais uma
three = Último