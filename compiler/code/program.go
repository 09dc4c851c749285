package code

// opcode of the stack machine.
type opcode uint8

const (
	opConst opcode = iota
	opInput
	opTime
	opStep
	opParam
	opChoose
	opCall1
	opCall2
	opWeighted
	opOut
	opNumbers // elements from arg on are w
)

type instr struct {
	op  opcode
	arg int
	num float64
	f1  func(float64) float64
	f2  func(float64, float64) float64
	w   []float64
}

// Program computes the elements of a vector. It holds no state and may be run
// by several goroutines with a stack each.
type Program struct {
	instrs []instr
	Depth  int // how many numbers its stack must hold
}

// Compile translates expressions; offset gives the place of an input in the
// vector handed to Run.
func Compile(exprs []*Expr, offset func(src, index int) int) *Program {
	p := &Program{}
	for i := 0; i < len(exprs); {
		if w := numbers(exprs[i:]); len(w) > 0 {
			p.instrs = append(p.instrs, instr{op: opNumbers, arg: i, w: w})
			i += len(w)
			continue
		}
		p.emit(exprs[i], offset, 0)
		p.instrs = append(p.instrs, instr{op: opOut, arg: i})
		i++
	}
	return p
}

// numbers are the values of expressions up to the first one that is computed. Pointers are
// vectors of nothing else.
func numbers(exprs []*Expr) (out []float64) {
	for _, e := range exprs {
		if e.Kind != Const {
			break
		}
		out = append(out, e.Num)
	}
	return out
}

// emit appends code that leaves the value of e on the stack above depth.
func (p *Program) emit(e *Expr, offset func(src, index int) int, depth int) {
	p.Depth = max(p.Depth, depth+1)
	for i, a := range e.Args {
		p.emit(a, offset, depth+i)
	}
	in := instr{}
	switch e.Kind {
	case Const:
		in = instr{op: opConst, num: e.Num}
	case Input:
		in = instr{op: opInput, arg: offset(e.Src, e.Index)}
	case Time:
		in.op = opTime
	case Step:
		in.op = opStep
	case Param:
		in = instr{op: opParam, arg: e.Index}
	case Select:
		in.op = opChoose
	case Unary, Binary, Call:
		in.op = opCall1
		if in.f1, in.f2 = e.function(); in.f2 != nil {
			in.op = opCall2
		}
	case Weighted:
		in = instr{op: opWeighted, w: e.Weights}
	}
	p.instrs = append(p.instrs, in)
}

// Run computes out from in, the time t and step dt (s), and the params. stack
// must hold Depth numbers.
func (p *Program) Run(t, dt float64, in, params, stack, out []float64) {
	top := -1
	for i := range p.instrs {
		switch x := &p.instrs[i]; x.op {
		case opConst:
			top++
			stack[top] = x.num
		case opInput:
			top++
			stack[top] = in[x.arg]
		case opTime:
			top++
			stack[top] = t
		case opStep:
			top++
			stack[top] = dt
		case opParam:
			top++
			stack[top] = params[x.arg]
		case opChoose:
			top -= 2
			stack[top] = Choose(stack[top], stack[top+1], stack[top+2])
		case opCall1:
			stack[top] = x.f1(stack[top])
		case opCall2:
			top--
			stack[top] = x.f2(stack[top], stack[top+1])
		case opWeighted:
			top -= len(x.w) - 1
			stack[top] = weighted(x.w, stack[top:])
		case opOut:
			out[x.arg] = stack[top]
			top--
		case opNumbers:
			copy(out[x.arg:], x.w)
		}
	}
}

// weighted is Σ w[i]·x[i].
func weighted(w, x []float64) float64 {
	sum := 0.0
	for i, v := range w {
		sum += float64(v * x[i])
	}
	return sum
}
