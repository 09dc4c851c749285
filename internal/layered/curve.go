package layered

// pen is where the path has come to.
func (p Path) pen() Point { return p[len(p)-1] }

// line continues the path along, straight.
func (p *Path) line(to Point) {
	from := p.pen()
	if from == to {
		return
	}
	*p = append(*p, between(from, to, 1.0/3), between(from, to, 2.0/3), to)
}

// sway continues the path to the next layer: it leaves and arrives along the flow.
func (p *Path) sway(to Point) {
	from := p.pen()
	if from.Across == to.Across {
		p.line(to)
		return
	}
	half := (from.Along + to.Along) / 2
	*p = append(*p, Point{from.Across, half}, Point{to.Across, half}, to)
}

// flat ends the path across: it turns if it came along.
func (p *Path) flat(to Point) {
	from := p.pen()
	if from.Along == to.Along {
		p.line(to)
		return
	}
	*p = append(*p, Point{from.Across, between(from, to, 0.7).Along}, Point{between(from, to, 0.4).Across, to.Along}, to)
}

// endAt moves the end of the path.
func (p Path) endAt(to Point) {
	if n := len(p); n > 3 {
		p[n-1] = to
		p[n-2].Along = to.Along
	}
}

func between(a, b Point, part float64) Point {
	return Point{a.Across + part*(b.Across-a.Across), a.Along + part*(b.Along-a.Along)}
}

// halfWay is the middle of the middle piece.
func (p Path) halfWay() Point {
	pieces := len(p) / 3
	if pieces == 0 {
		return p[0]
	}
	q := p[3*(pieces/2):]
	if pieces%2 == 0 {
		return q[0]
	}
	return at(q, 0.5)
}

// at is a point of a cubic piece: P(t) = Σ binomial(3, i)·tⁱ·(1−t)³⁻ⁱ·pᵢ.
func at(p []Point, t float64) Point {
	a, b, c := between(p[0], p[1], t), between(p[1], p[2], t), between(p[2], p[3], t)
	return between(between(a, b, t), between(b, c, t), t)
}
