<?php
return [
    // In the cart
    'apples' => 'one apple|:count apples',
    'ranges' => '{0} none|[1,*] some',
    'title' => 'Home | Shop',
    'letter' => <<<EOT
        Dear \$reader,
          goodbye
        EOT,
];
