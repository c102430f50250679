<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl_PL">
  <context>
    <name>A</name>
    <message>
      <source>One</source>
      <translation>Jeden</translation>
    </message>
    <message>
      <source>Two</source>
      <comment>number</comment>
      <translation>Dwa</translation>
    </message>
  </context>
  <context>
    <name>B</name>
    <message numerus="yes">
      <source>%n page(s)</source>
      <translation>
        <numerusform>%n strona</numerusform>
        <numerusform>%n strony</numerusform>
        <numerusform>%n stron</numerusform>
      </translation>
    </message>
  </context>
</TS>
