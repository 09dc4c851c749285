//go:build js

package worker

import "syscall/js"

// Turns lets messages of the page in while a model runs. A worker has one thread, whose
// messages wait until all of Go waits. A timer would do, but browsers let one wait for 4 ms;
// a message to oneself comes after those that came before it, and at once.
type Turns struct {
	send js.Value
	mine chan struct{}
}

// NewTurns opens a channel to ourselves.
func NewTurns() *Turns {
	channel := js.Global().Get("MessageChannel").New()
	t := &Turns{channel.Get("port1"), make(chan struct{}, 1)}
	channel.Get("port2").Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		t.mine <- struct{}{}
		return nil
	}))
	return t
}

// Give waits until all messages that came before have been taken.
func (t *Turns) Give() {
	t.send.Call("postMessage", 0)
	<-t.mine
}
