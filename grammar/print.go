package grammar

import (
	"fmt"
	"io"
	"reflect"
	"strings"
)

// Print dumps the syntax tree, a statement a line with its place and fields.
func Print(w io.Writer, f *File) { printBlock(w, f.Body, 0) }

func printBlock(w io.Writer, body []Statement, indent int) {
	for _, s := range body {
		v := reflect.ValueOf(s).Elem()
		at := s.Head().At.Start()
		fmt.Fprintf(w, "%s%s @%d:%d", strings.Repeat("  ", indent), v.Type().Name(), at.Line, at.Column)
		for i := range v.NumField() {
			printField(w, v.Type().Field(i).Name, v.Field(i).Interface())
		}
		fmt.Fprintln(w)
		if b := BlockOf(s); b != nil {
			printBlock(w, b.Body, indent+1)
		}
	}
}

func printField(w io.Writer, name string, value any) {
	switch x := value.(type) {
	case *Expr:
		if x != nil {
			fmt.Fprintf(w, " %s=`%s`", name, x)
		}
	case *Label:
		if x != nil {
			fmt.Fprintf(w, " %s=%s", name, x.Name)
		}
	case *ErrorName:
		if x != nil {
			fmt.Fprintf(w, " %s=%s", name, x.Name)
		}
	case []*Expr:
		fmt.Fprintf(w, " %s=%s", name, &Expr{Kind: Vector, Args: x})
	case Options:
		for _, o := range x.List {
			from := ""
			if o.From {
				from = "from "
			}
			fmt.Fprintf(w, " {%s %s%s}", o.Name, from, o.Value)
		}
	case Sends:
		for _, send := range x.List {
			fmt.Fprintf(w, " {send %s -> %s}", send.Value, send.Target)
		}
	case []*TemplParam:
		for _, p := range x {
			fmt.Fprintf(w, " param=%s", p.Name)
		}
	case string, PlotKind:
		if text := fmt.Sprint(x); text != "" {
			fmt.Fprintf(w, " %s=%s", name, text)
		}
	case []string:
		if len(x) > 0 {
			fmt.Fprintf(w, " %s=%s", name, strings.Join(x, "/"))
		}
	}
}
