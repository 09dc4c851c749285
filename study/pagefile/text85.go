package pagefile

import "encoding/binary"

// letters are those of text that carries bytes, none of which means anything in HTML or in
// a text in quotes. web/live/unpack.js has the same.
const letters = "!#$%()*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}"

// text85 writes bytes as text: four bytes, the most significant first, as five digits to
// the base 85. It is a twentieth shorter than base64. Of what is left at the end, n bytes
// are n + 1 digits.
func text85(data []byte) string {
	out := make([]byte, 0, (len(data)+3)/4*5)
	for ; len(data) >= 4; data = data[4:] {
		d := digits(binary.BigEndian.Uint32(data))
		out = append(out, d[:]...)
	}
	if n := len(data); n > 0 {
		var last [4]byte
		copy(last[:], data)
		d := digits(binary.BigEndian.Uint32(last[:]))
		out = append(out, d[:n+1]...)
	}
	return string(out)
}

func digits(v uint32) (out [5]byte) {
	for i := 4; i >= 0; i-- {
		out[i] = letters[v%85]
		v /= 85
	}
	return out
}
