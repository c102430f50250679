<?php
return array(
	"a" => "One",
	'b' => array('c' => 'Two', 'd' => 'Three'),
	'e' => 'Four'
);
