package suite

import (
	"encoding/xml"
	"io"
)

// The elements of a JUnit report.
type (
	junitSuite struct {
		XMLName  xml.Name `xml:"testsuite"`
		Name     string   `xml:"name,attr"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Cases    []junitCase
	}
	junitCase struct {
		XMLName xml.Name      `xml:"testcase"`
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Skipped *struct{}     `xml:"skipped"`
		Failure *junitFailure `xml:"failure"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
	}
)

// WriteJUnit writes cases as JUnit XML, which systems for continuous integration read.
func WriteJUnit(w io.Writer, list []Case) error {
	suite := junitSuite{Name: "nefc test", Tests: len(list)}
	for _, c := range list {
		out := junitCase{Class: c.Subject, Name: c.What}
		if c.Skipped {
			out.Skipped = &struct{}{}
		}
		if !c.OK {
			suite.Failures++
			out.Failure = &junitFailure{c.What}
		}
		suite.Cases = append(suite.Cases, out)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	return enc.Encode(suite)
}
