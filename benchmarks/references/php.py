"""PHP arrays through PHP itself: one process reads all files that its own tokenizer finds to be plain data."""

from __future__ import annotations

import atexit
import base64
import json
import subprocess
from functools import cache

from benchmarks.references import Leaf
from benchmarks.references.trees import json_view

_READER = r"""
function config() { return null; }
function env() { return null; }
$calm = [T_OPEN_TAG, T_RETURN, T_WHITESPACE, T_COMMENT, T_DOC_COMMENT, T_CONSTANT_ENCAPSED_STRING, T_DOUBLE_ARROW,
    T_ARRAY, T_LNUMBER, T_DNUMBER, T_START_HEREDOC, T_END_HEREDOC, T_ENCAPSED_AND_WHITESPACE, T_CLOSE_TAG];
while (($line = fgets(STDIN)) !== false) {
    $code = preg_replace('/declare\s*\(\s*strict_types\s*=\s*\d\s*\)\s*;/', '', base64_decode(trim($line)));
    try {
        foreach (token_get_all($code, TOKEN_PARSE) as $token) {
            $plain = is_array($token)
                ? in_array($token[0], $calm, true) || preg_match('/^(true|false|null|config|env)$/i', $token[1])
                : strpos('[](),;.-', $token) !== false;
            if (!$plain) throw new Exception('not plain data: ' . (is_array($token) ? $token[1] : $token));
        }
        $value = eval('?>' . $code);
        $answer = ['value' => json_encode($value, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR)];
    } catch (Throwable $error) {
        $answer = ['error' => $error->getMessage()];
    }
    echo json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
"""


@cache
def _php() -> subprocess.Popen[str]:
    command = ["php", "-d", "display_errors=stderr", "-r", _READER]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    atexit.register(process.kill)
    return process


def php_view(data: bytes) -> list[Leaf]:
    """Every scalar below its path. Raises ValueError for code that is more than one returned array of constants."""
    process = _php()
    assert process.stdin and process.stdout, "both are pipes"
    process.stdin.write(base64.b64encode(data).decode() + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if "error" in answer:
        raise ValueError(answer["error"])
    return json_view(answer["value"].encode())
