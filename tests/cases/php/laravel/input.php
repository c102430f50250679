<?php

declare(strict_types=1);

return [
    'welcome' => 'Willkommen an Bord, :name!', // bleibt
    'extra' => 'Übrig',
    'menu' => [
        'home' => 'Start'
    ],
    'computed' => config('app.name'),
    'list' => ['Eins'],
];
