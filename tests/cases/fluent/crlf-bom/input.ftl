one = First
two =
    A line
    another line
three = Last