### The shop's texts. Do not translate product names.

# The shop's own name.
-shop-name = Bluefin
    .gender = masculine

## The cart

# $name (String): what the customer is called.
greeting = Hello, { $name }!
empty-cart =
    Your cart is empty.
    Look around in { -shop-name }.

    You find the newest things first.
checkout-button =
    .label = Pay now
    .accesskey = P
    .tooltiptext =
        Pay with a card
        or an invoice
# $count (Number): things in the cart.
items-in-cart =
    { $count ->
        [one] { $count } thing in the cart
       *[other] { $count } things in the cart
    }
place = { NUMBER($n, type: "ordinal") ->
    [one] { $n }st
    [two] { $n }nd
    [few] { $n }rd
   *[other] { $n }th
}

##

quoted = { "[" }draft] and { "{" }braces{ "}" }
spaced = { "" }  kept  { "" }
nothing = { "" }
starred =
    One
    { "*" } two
    { "." }three
