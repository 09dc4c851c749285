//go:build core

package core

import _ "embed"

//go:embed built/core.wasm.zst
var wasm []byte

//go:embed built/wasm_exec.js
var script string

// builtIn is the core that this nefc was built with.
func builtIn() *Core { return &Core{wasm, script} }
