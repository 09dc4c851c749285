package picture

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Options say what is drawn opened.
type Options struct {
	Depth int      // networks in so many others are opened; Auto for as far as few boxes are drawn
	Open  []string // networks, arrays and groups that are, whatever Depth says
	Shut  []string // and that are not
	Loose bool     // names of Open and Shut that are no more are passed over
}

// Auto opens networks as long as there are at most fewBoxes.
const (
	Auto     = -1
	fewBoxes = 16
)

// container is what holds objects: the model, a network, an array, a group of a loop.
type container struct {
	name   string
	parent *container
	kind   Kind
	what   string // the template of an instance
	at     diag.Span
	depth  int // how many networks are around it
	open   bool
	items  []*item
}

// item is an object of a model, or a container, in the container it belongs to.
type item struct {
	object any // *model.Ensemble or *model.Node; nil for a container
	inside *container
	name   string
	at     diag.Span
}

// folder sorts the objects of a model into containers.
type folder struct {
	checked    *compiler.Checked
	model      *model.Model
	root       *container
	containers map[string]*container
	homes      map[any]*container // the container of each object that is drawn or is part of an array
	into       map[*model.Node][]*model.Connection
}

// fold makes containers of a model and opens some.
func fold(c *compiler.Checked, o Options) (*folder, error) {
	f := &folder{checked: c, model: c.Model, root: &container{open: true, kind: Network}, containers: map[string]*container{},
		homes: map[any]*container{}, into: map[*model.Node][]*model.Connection{}}
	for _, conn := range c.Model.Connections {
		if n := conn.Post.Node; n != nil {
			f.into[n] = append(f.into[n], conn)
		}
	}
	f.networks()
	f.arrays()
	f.place()
	f.sort(f.root)
	return f, f.opened(o)
}

// networks makes containers of instances and networks, outer ones first.
func (f *folder) networks() {
	for _, d := range f.checked.Outline.Decls {
		if d.Kind != outline.Instance {
			continue
		}
		what := "network"
		if i, ok := d.Stmt.(*grammar.Instance); ok {
			what = strings.Join(i.Template, ".")
		}
		f.contain(&container{name: d.Name, kind: Network, what: what, at: d.At})
	}
}

// arrays makes containers of arrays.
func (f *folder) arrays() {
	for _, n := range f.model.Nodes {
		if name, ok := strings.CutSuffix(n.Name, ".input"); ok && n.Role == "array" && f.containers[name] == nil {
			f.contain(&container{name: name, kind: Array, at: n.At})
		}
	}
}

// contain puts a container into the one around it; members of a loop get one together.
func (f *folder) contain(c *container) {
	if f.containers[c.name] != nil {
		return
	}
	c.parent = f.home(c.name, c.at)
	c.depth = c.parent.depth
	if c.kind == Network {
		c.depth++
	}
	f.containers[c.name] = c
	c.parent.items = append(c.parent.items, &item{inside: c, name: c.name, at: c.at})
}

// home is the container that a name belongs to: the network before its last dot, or the
// group or the array whose member it is.
func (f *folder) home(name string, at diag.Span) *container {
	if base, ok := member(name); ok {
		f.contain(&container{name: base, kind: Array, what: "loop", at: at})
		return f.containers[base]
	}
	for {
		i := strings.LastIndexByte(name, '.')
		if i < 0 {
			return f.root
		}
		name = name[:i]
		if c := f.containers[name]; c != nil {
			return c
		}
	}
}

// member is the name of the group that NAME[i] is a member of.
func member(name string) (base string, ok bool) {
	if !strings.HasSuffix(name, "]") {
		return "", false
	}
	i := strings.LastIndexByte(name, '[')
	return name[:max(i, 0)], i > 0
}

// place puts the objects of the model into containers, but for those that only help
// others: what a probe adds up, the parts of an expression, the noise of a population,
// the gate of a rule.
func (f *folder) place() {
	for _, e := range f.model.Ensembles {
		f.put(e, e.Name, e.At)
	}
	for _, n := range f.model.Nodes {
		switch n.Role {
		case "part":
			f.homes[n] = nil
		case "probe", "noise", "gate":
		case "array":
			f.homes[n] = f.arrayOf(n)
		default:
			f.put(n, n.Name, n.At)
		}
	}
}

func (f *folder) put(object any, name string, at diag.Span) {
	c := f.home(name, at)
	f.homes[object] = c
	c.items = append(c.items, &item{object: object, name: name, at: at})
}

// arrayOf is the array that a sum of members belongs to: the one it is named for, or
// the one whose members arrive there.
func (f *folder) arrayOf(n *model.Node) *container {
	for name := n.Name; strings.Contains(name, "."); {
		name = name[:strings.LastIndexByte(name, '.')]
		if c := f.containers[name]; c != nil && c.kind == Array {
			return c
		}
	}
	for _, c := range f.into[n] {
		if home := f.homes[c.Pre.Object()]; home != nil {
			return home
		}
	}
	return f.root
}

// sort puts items into the order of the file.
func (f *folder) sort(c *container) {
	slices.SortStableFunc(c.items, func(a, b *item) int {
		if a.at.Start().Filename != b.at.Start().Filename {
			return 0
		}
		return cmp.Compare(a.at.Start().Offset, b.at.Start().Offset)
	})
	for _, it := range c.items {
		if it.inside != nil {
			f.sort(it.inside)
		}
	}
}

// Unknown says that nothing of a name can be opened.
type Unknown struct {
	Name string
	Near string // the nearest name; "" if none is near
}

// Error tells what can be opened.
func (u *Unknown) Error() string {
	text := fmt.Sprintf("there is no network, array or group %q to open", u.Name)
	if u.Near != "" {
		text += fmt.Sprintf("; did you mean %q?", u.Near)
	}
	return text
}

// opened opens containers as the options say, and small groups. Without a depth,
// networks are opened level by level as long as there are few boxes.
func (f *folder) opened(o Options) error {
	f.openTo(max(o.Depth, 0))
	for depth := 1; o.Depth == Auto && depth <= f.deepest(); depth++ {
		if f.openTo(depth); f.root.drawn() > fewBoxes {
			f.openTo(depth - 1)
			break
		}
	}
	for _, name := range o.Open {
		c, err := f.named(name, o.Loose)
		if err != nil {
			return err
		}
		for ; c != nil; c = c.parent {
			c.open = true
		}
	}
	for _, name := range o.Shut {
		c, err := f.named(name, o.Loose)
		if err != nil {
			return err
		}
		if c != nil {
			c.open = false
		}
	}
	for _, c := range f.containers {
		c.open = c.shows()
	}
	return nil
}

// shows reports a container that is open in others that are.
func (c *container) shows() bool {
	for ; c != nil; c = c.parent {
		if !c.open {
			return false
		}
	}
	return true
}

// named is a container; nil for one that is not there, where that is passed over.
func (f *folder) named(name string, loose bool) (*container, error) {
	c := f.containers[name]
	if c != nil || loose {
		return c, nil
	}
	names := slices.Sorted(maps.Keys(f.containers))
	return nil, &Unknown{name, diag.Nearest(name, names)}
}

// smallGroup is up to how many members of a loop are drawn one by one.
const smallGroup = 6

func (f *folder) openTo(depth int) {
	for _, c := range f.containers {
		c.open = c.kind == Network && c.depth <= depth || c.what == "loop" && len(c.items) <= smallGroup
	}
}

func (f *folder) deepest() (depth int) {
	for _, c := range f.containers {
		depth = max(depth, c.depth)
	}
	return depth
}

// drawn counts the boxes that are drawn of what is in a container.
func (c *container) drawn() (n int) {
	for _, it := range c.items {
		if it.inside != nil && it.inside.open {
			n += it.inside.drawn()
		} else {
			n++
		}
	}
	return n
}

// through reports a container that is not drawn itself when it is open: its members
// stand among the others.
func (c *container) through() bool { return c.open && c.what == "loop" && !c.crowd() }

// crowd reports an opened array, or group, of so many populations that they are drawn
// small, in rows, without the wires among them.
func (c *container) crowd() bool {
	single := func(it *item) bool { _, ok := it.object.(*model.Ensemble); return ok }
	return c.open && c.kind == Array && len(c.items) > crowded && !slices.ContainsFunc(c.items, func(it *item) bool { return !single(it) })
}

// crowded is up to how many members of an opened array are drawn as others are.
const crowded = 8
