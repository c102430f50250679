<?php

declare(strict_types=1);

return [
    'welcome' => 'Moin, :name!', // bleibt
    'boats' => '{0} Keine Boote|{1} Ein Boot|[2,*] :count Boote',
    'quote' => 'Des Käptn\'s \ "Boot"\\',
    'double' => "Tab\there: \$5",
    'path' => 'App\Boote',
    'joined' => 'Die Ebbe ist da',
    'menu' => [
        'home' => 'Start',
        'sub' => [
            'deeper' => 'Tiefer',
        ],
        'about' => 'Über'
    ],
    'computed' => config('app.name'),
    'list' => ['Eins', 'Zwei'],
    Boat::class => 'Boot',
];
