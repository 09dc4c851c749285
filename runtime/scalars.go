package runtime

import "github.com/nefc/nefc/compiler/program"

// scalars is the code of a chain of instructions on single numbers. It exists at run
// time only.
const scalars program.Code = 255

// scalar is an instruction of a chain: Zero, Copy, Inc or Lowpass of one number, all
// that it needs side by side, since finding it takes longer than the instruction.
type scalar struct {
	code program.Code
	y, x *float64
	a, b float64 // scale of Inc; both factors of Lowpass
}

// chained puts instructions on single numbers that follow each other into chains.
func chained(ops []instr) []instr {
	var out []instr
	for from, to := 0, 0; from < len(ops); from = to {
		var chain []scalar
		for to = from; to < len(ops); to++ {
			link, ok := scalarOf(&ops[to])
			if !ok {
				break
			}
			chain = append(chain, link)
		}
		if len(chain) < 2 {
			to = from + 1
			out = append(out, ops[from])
			continue
		}
		out = append(out, instr{code: scalars, chain: chain, src: ops[from].src})
	}
	return out
}

// scalarOf is an instruction as one of a chain, if it can be.
func scalarOf(op *instr) (scalar, bool) {
	s := scalar{code: op.code, a: op.src.Scale}
	y := op.y
	if op.code == program.Inc && len(op.src.Index) == 1 {
		y = op.y[op.src.Index[0]:][:1]
	}
	if len(y) != 1 || len(op.x) > 1 { // several numbers may end in one
		return s, false
	}
	s.y = &y[0]
	switch op.code {
	case program.Zero:
		return s, true
	case program.Lowpass:
		s.b = 1 - s.a
	case program.Copy, program.Inc:
	default:
		return s, false
	}
	s.x = &op.x[0]
	return s, true
}

// run does what the chain says.
func run(chain []scalar) {
	for i := range chain {
		switch s := &chain[i]; s.code {
		case program.Zero:
			*s.y = 0
		case program.Copy:
			*s.y = *s.x
		case program.Inc:
			*s.y += float64(s.a * *s.x)
		case program.Lowpass:
			*s.y = float64(s.a**s.y) + float64(s.b**s.x)
		}
	}
}
