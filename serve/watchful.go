package serve

// heard notes a sign of life.
func (l *loop) heard() { l.sign, l.dozing = l.Now(), false }

// watchful lets go of what a client that gives no sign of life watches, and pauses for it.
func (l *loop) watchful() {
	late := l.isAlone.Load() || l.dozing
	for _, st := range l.streams {
		late = late || st.seq-st.acked >= underWay
	}
	if l.record || !late {
		l.heard()
		return
	}
	switch silent := l.Now().Sub(l.sign); {
	case silent > pausedAfter && !l.Keep:
		l.stop()
		l.asleep = true
		l.tellNow(true)
	case silent > silentAfter:
		l.dozing = true
		l.unwatchAll()
	}
}

// unwatchAll ends all streams.
func (l *loop) unwatchAll() {
	for _, st := range l.streams {
		st.Close()
		l.tell("unwatched", map[string]any{"stream": st.ID})
	}
	l.streams = nil
}
