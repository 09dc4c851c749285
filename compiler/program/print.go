package program

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// Print writes the program as stable text, one instruction a line.
func (p *Program) Print(w io.Writer) {
	fmt.Fprintf(w, "dt %gs, %d numbers of state, %d constants, %d instructions\n\n", p.Dt, p.Constants, len(p.Init)-p.Constants, len(p.Instrs))
	for i, in := range p.Instrs {
		fmt.Fprintf(w, "%3d  %-10s y=%-12s %-30s %s\n", i, in.Code, in.Y, in.operands(), in.Tag)
	}
	fmt.Fprintln(w)
	for _, pr := range p.Probes {
		fmt.Fprintf(w, "probe %-20s %s\n", pr.Name, pr.From)
	}
}

// Fingerprint tells programs apart: a hash of the instructions and of the model.
func (p *Program) Fingerprint() string {
	h := sha256.New()
	p.Print(h)
	io.WriteString(h, p.SpecHash)
	return hex.EncodeToString(h.Sum(nil))
}

// String writes off+len.
func (r Range) String() string { return fmt.Sprintf("%d+%d", r.Off, r.Len) }

// operands writes those that an instruction has.
func (in *Instr) operands() string {
	text := ""
	for _, part := range []struct {
		name string
		r    Range
	}{{"a", in.A}, {"b", in.B}, {"x", in.X}, {"plus", in.Plus}, {"decoders", in.Decoders}, {"decoded", in.Decoded}} {
		if part.r.Len > 0 {
			text += fmt.Sprintf("%s=%s ", part.name, part.r)
		}
	}
	if in.Scale != 0 {
		text += fmt.Sprintf("k=%.6g ", in.Scale)
	}
	return text
}
