<?php
if (!defined('SHOP')) { die(); }
// The title
define('TITLE', 'L\'échoppe');
$lang['menu']['home'] = 'Accueil';
