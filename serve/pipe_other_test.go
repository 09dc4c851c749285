//go:build !unix

package serve_test

import "errors"

func pipe(string) error { return errors.New("there are no pipes with names") }
