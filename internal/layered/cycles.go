package layered

// arc is an edge of a graph that is only nodes and edges; length is the number of
// layers between its ends, at least.
type arc struct{ from, to, length int }

// sequence orders n nodes so that few arcs point back (Eades, Lin & Smyth 1993): sinks
// are taken to the end and sources to the start; where there is neither, the node that
// more arcs leave than enter goes to the start. Ties go to the first node. It returns
// the place of each node.
func sequence(n int, arcs []arc) []int {
	in, out := make([]int, n), make([]int, n)
	entering, leaving := make([][]int, n), make([][]int, n)
	for _, a := range arcs {
		out[a.from]++
		in[a.to]++
		leaving[a.from] = append(leaving[a.from], a.to)
		entering[a.to] = append(entering[a.to], a.from)
	}
	place := make([]int, n)
	gone := make([]bool, n)
	first, last := 0, n-1
	take := func(v, at int) {
		place[v], gone[v] = at, true
		for _, w := range leaving[v] {
			in[w]--
		}
		for _, w := range entering[v] {
			out[w]--
		}
	}
	for first <= last {
		v := next(n, gone, in, out)
		if out[v] == 0 && in[v] > 0 {
			take(v, last)
			last--
		} else {
			take(v, first)
			first++
		}
	}
	return place
}

// next is the node to take: a sink that something enters, else a source, else the node
// of the largest surplus of leaving arcs.
func next(n int, gone []bool, in, out []int) int {
	sink, source, best := None, None, None
	for v := range n {
		switch {
		case gone[v]:
		case in[v] == 0 && source == None:
			source = v
		case in[v] > 0 && out[v] == 0 && sink == None:
			sink = v
		case best == None || out[v]-in[v] > out[best]-in[best]:
			best = v
		}
	}
	switch {
	case sink != None:
		return sink
	case source != None:
		return source
	}
	return best
}

// reaches reports a path of arcs from one node to another.
func reaches(leaving [][]int, from, to int) bool {
	seen := make([]bool, len(leaving))
	todo := []int{from}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if v == to {
			return true
		}
		if !seen[v] {
			seen[v] = true
			todo = append(todo, leaving[v]...)
		}
	}
	return false
}
