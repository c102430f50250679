<?php
return [
    // In the cart
    'apples' => 'jedno jabłko|:count jabłka|:count jabłek',
    'ranges' => '{0} brak|[1,*] kilka',
    'letter' => <<<EOT
        Drogi \$x,

          do widzenia
        EOT,
];
