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
      <translation type="vanished">Dwa dawne</translation>
    </message>
  </context>
</TS>
