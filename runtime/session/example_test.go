package session_test

import (
	"fmt"
	"log"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/session"
)

// A tool watches a signal, pauses, changes a param, and holds a node.
func Example() {
	p := mustCompile("param k = 1\nnode u = k*t\nnode v = u^2\nprobe v\nexperiment hold { set u = 0; phase p 1ms }\n")
	s := session.Open(p)
	u, err := p.Signal("u")
	if err != nil {
		log.Fatal(err)
	}
	latest := 0.0
	s.Watch(u, 1, func(_ float64, values []float64) { latest = values[0] })
	s.PauseWhen(func() bool { return latest > 0.25 })
	tell := func(what string) { fmt.Printf("%s: t = %.3f, u = %.3f\n", what, s.Time(), latest) }

	if _, err := s.RunUntil(1); err != nil {
		log.Fatal(err)
	}
	tell("paused")
	k, err := p.Param("k")
	if err != nil {
		log.Fatal(err)
	}
	s.SetParam(k, 0.5)
	if _, err := s.Run(10); err != nil {
		log.Fatal(err)
	}
	tell("with half of it")
	node, err := p.Hold("u")
	if err != nil {
		log.Fatal(err)
	}
	if err := s.Hold(node, []float64{0.1}); err != nil {
		log.Fatal(err)
	}
	if _, err := s.Run(10); err != nil {
		log.Fatal(err)
	}
	tell("held")
	// Output:
	// paused: t = 0.251, u = 0.251
	// with half of it: t = 0.261, u = 0.131
	// held: t = 0.271, u = 0.100
}

// mustCompile compiles a model for steps of 1 ms.
func mustCompile(text string) *program.Program {
	checked, err := compiler.Check("m.nef", compiler.Options{Overlay: compiler.Overlay{"m.nef": text}})
	if err != nil || checked.Diags.HasErrors() {
		log.Fatal(err, checked.Diags)
	}
	compiled, diags := compiler.Compile(checked, 0.001, nil)
	if compiled == nil {
		log.Fatal(diags)
	}
	return compiled.Program
}
