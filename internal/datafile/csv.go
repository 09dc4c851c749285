package datafile

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxCSV is the largest .csv file that is read: 1 GiB.
const maxCSV = 1 << 30

// byteOrderMark is what some programs begin a file in UTF-8 with.
const byteOrderMark = "\ufeff"

// CSV is a .csv file: a line of names, then as many cells in every line.
type CSV struct {
	Names []string
	rows  *csv.Reader
	file  io.Closer
}

// OpenCSV opens a .csv file and reads the names of its columns. Errors complete
// the sentence `"file" …`, here and when rows are read.
func OpenCSV(path string) (*CSV, error) {
	f, _, err := Open(path, maxCSV)
	if err != nil {
		return nil, err
	}
	text := bufio.NewReader(io.LimitReader(f, maxCSV))
	if mark, _ := text.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		text.Discard(len(mark))
	}
	c := &CSV{file: f, rows: csv.NewReader(text)}
	c.rows.FieldsPerRecord, c.rows.TrimLeadingSpace, c.rows.ReuseRecord = -1, true, true
	if err := c.header(); err != nil {
		f.Close()
		return nil, err
	}
	return c, nil
}

// Close closes the file.
func (c *CSV) Close() error { return c.file.Close() }

// header reads the names of the columns, which must be names.
func (c *CSV) header() error {
	head, err := c.rows.Read()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("has no header line")
		}
		return lineError(err)
	}
	if line, _ := c.rows.FieldPos(0); line > 1 {
		return fmt.Errorf("line 1 is blank; it must name the columns")
	}
	for _, name := range head {
		name = strings.TrimSpace(name)
		if !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
			return fmt.Errorf("line 1 is not text in UTF-8: %q", name)
		}
		c.Names = append(c.Names, name)
	}
	if !slices.ContainsFunc(c.Names, func(name string) bool { return !decimal(name) }) {
		return fmt.Errorf("line 1 must name the columns, not hold numbers (%s)", c.List())
	}
	return nil
}

// List quotes the names of the columns.
func (c *CSV) List() string {
	quoted := make([]string, len(c.Names))
	for i, name := range c.Names {
		quoted[i] = strconv.Quote(name)
	}
	return strings.Join(quoted, ", ")
}

// Column is a column of numbers and the line each stands on.
type Column struct {
	Name  string
	Data  []float64
	Lines []int
}

// Columns reads some of the columns, whose names are told apart by nothing but
// their text.
func (c *CSV) Columns(names ...string) ([]Column, error) {
	out, at := make([]Column, len(names)), make([]int, len(names))
	for i, name := range names {
		out[i].Name = name
		if at[i] = slices.Index(c.Names, name); at[i] < 0 {
			return nil, c.noColumn(name)
		}
		if slices.Contains(c.Names[at[i]+1:], name) {
			return nil, fmt.Errorf("has several columns called %q", name)
		}
	}
	for last := 1; ; {
		rec, line, err := c.row(last)
		if err != nil {
			if errors.Is(err, io.EOF) {
				return out, nil
			}
			return nil, err
		}
		for i, k := range at {
			v, err := number(rec[k])
			if err != nil {
				return nil, fmt.Errorf("line %d, column %q: %w", line, names[i], err)
			}
			out[i].Data, out[i].Lines = append(out[i].Data, v), append(out[i].Lines, line)
		}
		last = c.lastLine(rec)
	}
}

// noColumn says which columns there are, and why there may be only one.
func (c *CSV) noColumn(name string) error {
	if len(c.Names) == 1 {
		for _, sep := range []string{";", "\t", "|"} {
			if strings.Contains(c.Names[0], sep) {
				return fmt.Errorf("has no column %q: its columns are separated by %q, not by commas", name, sep)
			}
		}
	}
	return fmt.Errorf("has no column %q; its columns are %s", name, c.List())
}

// row reads a row, which must follow the line of the one before and have a cell
// for each name.
func (c *CSV) row(last int) (rec []string, line int, err error) {
	rec, err = c.rows.Read()
	if err != nil {
		return nil, 0, lineError(err)
	}
	line, _ = c.rows.FieldPos(0)
	switch n := len(c.Names); {
	case line > last+1:
		return nil, 0, fmt.Errorf("line %d is blank", last+1)
	case len(rec) > n:
		return nil, 0, fmt.Errorf("line %d has %d cells, the header %d; cells are separated by commas, and numbers have a decimal point", line, len(rec), n)
	case len(rec) < n:
		return nil, 0, fmt.Errorf("line %d has %d cells, the header %d", line, len(rec), n)
	}
	return rec, line, nil
}

// lastLine is the line on which the row just read ends: cells in quotes may go
// over several.
func (c *CSV) lastLine(rec []string) int {
	line, _ := c.rows.FieldPos(len(rec) - 1)
	return line + strings.Count(rec[len(rec)-1], "\n")
}

// lineError puts what the reader found into words.
func lineError(err error) error {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return fmt.Errorf("line %d: %w", bad.Line, bad.Err)
	}
	return err
}

// decimal is a number as files write it: no hexadecimal, no _, no NaN.
func decimal(cell string) bool {
	const digits = "0123456789"
	number, power, scaled := strings.Cut(strings.ToLower(unsigned(cell)), "e")
	whole, fraction, _ := strings.Cut(number, ".")
	if power = unsigned(power); scaled && power == "" || whole+fraction == "" {
		return false
	}
	return strings.Trim(whole+fraction+power, digits) == ""
}

// unsigned is a number without its sign.
func unsigned(s string) string {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		return s[1:]
	}
	return s
}

// number reads a cell.
func number(cell string) (float64, error) {
	cell = strings.TrimSpace(cell)
	if !decimal(cell) {
		switch {
		case cell == "":
			return 0, fmt.Errorf("a cell is empty")
		case decimal(strings.Replace(cell, ",", ".", 1)):
			return 0, fmt.Errorf("%q is not a number; numbers have a decimal point, no comma", cell)
		}
		return 0, fmt.Errorf("%q is not a number", cell)
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is too large a number", cell)
	}
	return v, nil
}
