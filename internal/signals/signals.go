// Package signals knows what asks a process to end, on each system.
package signals
