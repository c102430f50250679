<html>
<?php return [ 'a' => 'x', 'bad' => 'y' 'worse' => 'z', "v" => "hi $name", 'h' => <<<EOT
return ['q' => 'r'];
EOT, # note
 7 => 'seven', 'n' => fn($x) => ['k' => 'l'], 'twice' => '1', 'twice' => '2', => 'nothing', 'last' => 'end'];
