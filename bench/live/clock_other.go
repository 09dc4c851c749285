//go:build !linux

package main

import "time"

var start = time.Now()

// spent is how long the program has run; on Linux it is what one thread has computed.
func spent() time.Duration { return time.Since(start) }
