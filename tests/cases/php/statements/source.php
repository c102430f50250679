<?php
if (!defined('SHOP')) { die(); }
// The title
define('TITLE', 'Shop');
$lang['menu']['home'] = 'Home';
$lang["cart"] = "Cart\n" . 'empty'; // beside
