good = Good
unclosed = Here { $name
next = Next
two words = no
stray = a } b
no-default = { $n ->
    [one] x
}
novalue =
-term =
    .only = attributes
term-part = { -term.part }
selector = { good ->
   *[a] b
}
#no blank
good = Second
	tabbed
deep = { { { $a } } }
last = Last
