package npz

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
)

// description is what the header of a .npy file says.
type description struct {
	item    func(order binary.ByteOrder, b []byte) float64
	order   binary.ByteOrder
	width   int // bytes of an item
	fortran bool
	shape   []int
	count   int
}

// parseHeader reads the header, a dictionary as Python writes it:
//
//	{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
//
// with keys in any order and quotes of either kind.
func parseHeader(text string) (*description, error) {
	h, p := &description{order: binary.LittleEndian}, &pythonText{rest: text}
	bad := fmt.Errorf("holds something other than plain numbers (%.60q)", strings.TrimSpace(text))
	p.accept("{")
	seen := map[string]bool{}
	for !p.failed && !p.accepts("}") {
		key := p.quoted()
		p.accept(":")
		if p.failed || seen[key] {
			return nil, bad
		}
		seen[key] = true
		switch key {
		case "descr":
			if err := h.setType(p.quoted()); err != nil {
				return nil, err
			}
		case "fortran_order":
			if h.fortran = p.accepts("True"); !h.fortran {
				p.accept("False")
			}
		case "shape":
			if err := h.setShape(p.tuple()); err != nil {
				return nil, err
			}
		default:
			return nil, bad
		}
		if !p.accepts(",") {
			p.accept("}")
			break
		}
	}
	if p.failed || strings.TrimSpace(p.rest) != "" || len(seen) != 3 {
		return nil, bad
	}
	return h, nil
}

// setType reads a type such as <f8: the order of bytes, a kind, a width.
func (h *description) setType(descr string) error {
	name := strings.TrimLeft(descr, "<>|=")
	if strings.HasPrefix(descr, ">") {
		h.order = binary.BigEndian
	}
	item, ok := items[name]
	if !ok || len(descr)-len(name) > 1 {
		return fmt.Errorf("holds items of type %.20q, not numbers", descr)
	}
	h.item, h.width = item, int(name[1]-'0')
	return nil
}

func (h *description) setShape(sizes []string) error {
	h.count = 1
	for _, text := range sizes {
		n, err := strconv.Atoi(strings.TrimSuffix(text, "L")) // Python 2 wrote 3L
		if err != nil || n < 0 || n > maxElements || h.count*max(n, 1) > maxElements {
			return fmt.Errorf("claims an impossible shape (%.60q)", strings.Join(sizes, ", "))
		}
		h.shape = append(h.shape, n)
		h.count *= n
	}
	return nil
}

// pythonText is what is left of a literal of Python.
type pythonText struct {
	rest   string
	failed bool
}

// accepts takes a token if it comes next, behind spaces.
func (p *pythonText) accepts(token string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(p.rest, " \t\r\n"), token)
	if ok {
		p.rest = rest
	}
	return ok
}

// accept demands a token.
func (p *pythonText) accept(token string) {
	if !p.accepts(token) {
		p.failed = true
	}
}

// quoted takes a string, which holds no quotes and no escapes.
func (p *pythonText) quoted() string {
	quote := "'"
	if !p.accepts(quote) {
		quote = `"`
		p.accept(quote)
	}
	text, rest, ok := strings.Cut(p.rest, quote)
	if !ok {
		p.failed = true
	}
	p.rest = rest
	return text
}

// tuple takes numbers in parentheses, without a look at them.
func (p *pythonText) tuple() []string {
	p.accept("(")
	text, rest, ok := strings.Cut(p.rest, ")")
	if !ok {
		p.failed = true
	}
	p.rest = rest
	var out []string
	for _, f := range strings.Split(text, ",") {
		if f = strings.TrimSpace(f); f != "" {
			out = append(out, f)
		}
	}
	return out
}
