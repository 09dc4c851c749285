//go:build !core

package core

// builtIn is the core that this nefc was built with: none. Built with the tag core, it has
// what `go run ./study/core/makecore` has written.
func builtIn() *Core { return nil }
