package main

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/nefc/nefc/internal/files"
)

// junitCase is an expectation in a JUnit report, which CI systems read.
type junitCase struct {
	XMLName xml.Name  `xml:"testcase"`
	Class   string    `xml:"classname,attr"`
	Name    string    `xml:"name,attr"`
	Skipped *struct{} `xml:"skipped"`
	Failure *struct {
		Message string `xml:"message,attr"`
	} `xml:"failure"`
}

// newCase makes a case of a line of TAP: `MODEL EXPERIMENT CELL: EXPECTATION`.
func newCase(ok bool, what string) junitCase {
	class, name, _ := strings.Cut(what, ": ")
	c := junitCase{Class: class, Name: name}
	if short, skipped := strings.CutSuffix(name, " # SKIP"); skipped {
		c.Name, c.Skipped = short, &struct{}{}
	}
	if !ok {
		c.Failure = &struct {
			Message string `xml:"message,attr"`
		}{name}
	}
	return c
}

func writeJUnit(path string, t *tap) error {
	suite := struct {
		XMLName  xml.Name `xml:"testsuite"`
		Name     string   `xml:"name,attr"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Cases    []junitCase
	}{Name: "nefc test", Tests: t.number, Failures: t.failed, Cases: t.cases}
	return files.Write(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, xml.Header); err != nil {
			return err
		}
		enc := xml.NewEncoder(w)
		enc.Indent("", "  ")
		return enc.Encode(suite)
	})
}
