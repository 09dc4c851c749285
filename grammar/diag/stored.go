package diag

import "encoding/json"

// GobEncode writes a stretch of text down, for diagnostics in checkpoints.
func (a Span) GobEncode() ([]byte, error) { return json.Marshal([2]Pos{a.Start(), a.End()}) }

// GobDecode reads what GobEncode has written.
func (a *Span) GobDecode(b []byte) error {
	var ends [2]Pos
	if err := json.Unmarshal(b, &ends); err != nil {
		return err
	}
	*a = Between(ends[0], ends[1])
	return nil
}
