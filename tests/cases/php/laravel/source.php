<?php

declare(strict_types=1);

// return ['not' => 'this'];
return [

    /*
    |--------------------------------------------------------------------------
    | Harbour lines
    |--------------------------------------------------------------------------
    */

    'welcome' => 'Welcome aboard, :name!', // said at the pier
    // The number of boats
    'boats' => '{0} No boats|{1} One boat|[2,*] :count boats',
    'quote' => 'It\'s the captain\'s "boat"',
    'double' => "Tab\there, \$5 \u{2026}",
    'path' => 'App\Boats',
    'joined' => 'The tide '
        . 'is low',
    'computed' => config('app.name'),
    'limit' => 5,
    'menu' => [
        'home' => 'Home',
        'sub' => [
            'deep' => 'Deep',
            'deeper' => 'Deeper',
        ],
        'about' => 'About',
    ],
    'list' => ['One', 'Two'],
    Boat::class => 'Boat',
    'empty' => [],
];
