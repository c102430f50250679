### The shop's texts. Do not translate product names.

# The shop's own name.
-shop-name = Bluefin
    .gender = masculine

## The cart

# $name (String): what the customer is called.
greeting = Olá, { $name }!
empty-cart =
    O carrinho está vazio.
    { "[" }novo] Veja a { -shop-name }.

    { "" }  Fim { "" }
checkout-button =
    .label = Pay now
    .accesskey = G
# $count (Number): things in the cart.
items-in-cart =
    { $count ->
        [one] { $count } coisa
        [many] { $count } de coisas
       *[other] { $count } coisas
    }
place = { NUMBER($n, type: "ordinal") ->
    [one] { $n }st
    [two] { $n }nd
    [few] { $n }rd
   *[other] { $n }th
}

##

quoted = [entre] chaves { "{" }assim{ "}" }
spaced = { "" } só { "" }
starred =
    { "*" } um
