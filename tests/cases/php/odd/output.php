<html>
<?php return [ 'a' => 'it\'s', 'bad' => 'y' 'worse' => 'z', "v" => "hi $name", 'h' => <<<EOT
return ['q' => 'r'];
EOT, # note
 7 => 'sieben', 'n' => fn($x) => ['k' => 'l'], 'twice' => '1', 'twice' => '2', => 'nothing'];
