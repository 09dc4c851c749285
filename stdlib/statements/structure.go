package statements

var structure = []*Statement{
	{Name: "nef", Doc: "Says which edition of the language the file is written in: its first statement, or edition 1.",
		Example: "nef 1", Around: "…\nseed 1\nnode u = sin(6*t)\nprobe u\nrun 10ms"},
	{Name: "template", Doc: "A network with parameters, to be built as often as needed by NAME instance(…).",
		Example: "template copy(n=50) {\n  input u dims 1\n  ensemble x n\n  connect u -> x\n  output y = x\n}",
		Around:  "seed 1\n…\ncopy m(n=20)\nnode u = sin(6*t)\nconnect u -> m.u\nprobe m.y\nrun 10ms"},
	{Name: "network", Doc: "A name space: what is declared inside is called NAME.x outside.",
		Example: "network cortex {\n  ensemble a 50\n}", Around: "seed 1\n…\nnode u = sin(6*t)\nconnect u -> cortex.a\nprobe cortex.a\nrun 10ms"},
	{Name: "use", Doc: "Brings the templates of a library network or of a file.",
		Example: "use std/integrator", Around: "seed 1\n…\nintegrator m()\nnode u = sin(6*t)\nconnect u -> m.u\nprobe m.y\nrun 10ms"},
	{Name: "for", Doc: "Repeats a block; what it declares with [i] are the members of a group.",
		Example: "for i in 0:4 {\n  ensemble cell[i] 50\n  connect u -> cell[i]\n}", Around: "seed 1\nnode u = sin(6*t)\n…\nprobe cell\nrun 10ms"},
}
