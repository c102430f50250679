<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en">
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../src/main.cpp" line="12"/>
        <location line="+3"/>
        <source>&amp;Open &quot;file&quot;</source>
        <comment>menu</comment>
        <extracomment>Opens a file</extracomment>
        <translatorcomment>von mir</translatorcomment>
        <translation>&amp;Открыть &quot;файл&quot;</translation>
    </message>
    <message>
        <location filename="../src/main.cpp" line="20"/>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished">Сохранить</translation>
    </message>
    <message>
        <source>Old</source>
        <translation type="vanished">Старый</translation>
    </message>
    <message>
        <source>Older</source>
        <translation type="obsolete">Древний</translation>
    </message>
    <message id="by-id">
        <source>By id</source>
        <translation type="unfinished"/>
    </message>
    <message>
        <source>Bell<byte value="x7"/> rings</source>
        <translation>Звонок<byte value="x7"/></translation>
    </message>
    <message>
        <source>No translation</source>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n файл</numerusform>
            <numerusform>%n файла</numerusform>
            <numerusform>%n файлов</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dialog &lt;T&gt;</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
</TS>
