<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>صفر</numerusform>
            <numerusform>واحد</numerusform>
            <numerusform>اثنان</numerusform>
            <numerusform>%n قليل</numerusform>
            <numerusform>%n كثير</numerusform>
            <numerusform>%n غير</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>صفر</numerusform>
            <numerusform>واحد</numerusform>
            <numerusform>اثنان</numerusform>
            <numerusform>%n قليل</numerusform>
            <numerusform>%n كثير</numerusform>
            <numerusform>%n غير</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>صفر</numerusform>
            <numerusform>واحد</numerusform>
            <numerusform>اثنان</numerusform>
            <numerusform>%n قليل</numerusform>
            <numerusform>%n كثير</numerusform>
            <numerusform>%n غير</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>صفر</numerusform>
            <numerusform>واحد</numerusform>
            <numerusform>اثنان</numerusform>
            <numerusform>%n قليل</numerusform>
            <numerusform>%n كثير</numerusform>
            <numerusform>%n غير</numerusform>
        </translation>
    </message>
</context>
</TS>
