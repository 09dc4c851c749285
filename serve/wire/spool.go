package wire

import (
	"encoding/binary"
	"io"
)

// Spool is a file for what waits. It is gone when it is closed.
type Spool interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
}

// mostSpooled is how many bytes may wait in a file.
const mostSpooled = 1 << 30

// spool is messages that wait in a file, the oldest first. Once all have been taken the
// file is written from its beginning again.
type spool struct {
	make     func() (Spool, error)
	most     int64 // bytes
	file     Spool
	from, to int64
	n        int
	full     bool // the disk is, until all has been taken
}

// headBytes is what stands before a message: its length, and whether it is text.
const headBytes = 5

// push adds a message, if there is room.
func (s *spool) push(m message) bool {
	if s.full || s.to+int64(len(m.data)) > s.most || !s.open() {
		return false
	}
	b := binary.LittleEndian.AppendUint32(make([]byte, 0, headBytes+len(m.data)), uint32(len(m.data)))
	if m.text {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	b = append(b, m.data...)
	if _, err := s.file.WriteAt(b, s.to); err != nil {
		s.full = s.n > 0
		return false
	}
	s.to, s.n = s.to+int64(len(b)), s.n+1
	return true
}

// open makes the file, if that is possible.
func (s *spool) open() bool {
	if s.file == nil && s.make != nil {
		if f, err := s.make(); err == nil && f != nil {
			s.file = f
		} else {
			s.make = nil // there is no disk: who puts a message in waits
		}
	}
	return s.file != nil
}

// pull takes the oldest message; false for none.
func (s *spool) pull() (m message, ok bool) {
	if s.n == 0 {
		return m, false
	}
	var head [headBytes]byte
	if _, err := s.file.ReadAt(head[:], s.from); err != nil {
		return m, false
	}
	m = message{head[4] == 1, make([]byte, binary.LittleEndian.Uint32(head[:]))}
	if _, err := s.file.ReadAt(m.data, s.from+headBytes); err != nil {
		return m, false
	}
	s.from, s.n = s.from+headBytes+int64(len(m.data)), s.n-1
	if s.n == 0 {
		s.from, s.to, s.full = 0, 0, false
	}
	return m, true
}

func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		s.file = nil
	}
	s.n = 0
}
