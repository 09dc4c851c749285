package serve

import "encoding/json"

// Question is what an editor asks of a text: the model's, as it is written now.
type Question struct {
	Path string `json:"-"` // of the model that is open
	Text string
	At   int // a byte of the text, from 0
}

// Desk answers the questions of an editor, each by its method. A server that has none
// runs models without a text beside them.
type Desk map[string]func(Question) any

// asking is the method of a question.
func asking(answer func(Question) any) method {
	return method{true, func(l *loop, raw json.RawMessage) (any, error) {
		q, err := params[Question](raw)
		if err != nil {
			return nil, err
		}
		if q.At < 0 || q.At > len(q.Text) {
			return nil, refused(codeParams, "the text has %d bytes: no place is %d", len(q.Text), q.At)
		}
		q.Path = l.path
		return answer(q), nil
	}}
}
