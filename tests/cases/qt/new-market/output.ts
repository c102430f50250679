<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="hu">
<context>
    <name>Cart</name>
    <message>
        <location filename="../cart.qml" line="7"/>
        <source>Checkout</source>
        <translation>Fizetés</translation>
    </message>
    <message numerus="yes">
        <location filename="../cart.qml" line="9"/>
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n tétel</numerusform>
        </translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
