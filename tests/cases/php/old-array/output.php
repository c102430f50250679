<?php
return array(
	"a" => "Um \"1\"",
	'b' => array('c' => 'Dois', 'd' => 'Três')
);
