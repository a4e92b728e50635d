"""Pages that try to get out of the browser which looks at them, or never end."""

from collections.abc import Mapping

REACHING: Mapping[str, str] = {
    "the machine's own servers": """<img alt=x src="http://127.0.0.1:PORT/x"><script>
        for (const port of [PORT, 80, 8000]) fetch(`http://127.0.0.1:${port}/`).then(won, lost);
        fetch("http://[::1]:PORT/").then(won, lost);
    </script>""",
    "by a form and a frame": """<iframe src="http://127.0.0.1:PORT/"></iframe>
        <iframe srcdoc="<form id=f action='http://127.0.0.1:PORT/' method=post></form>
        <script>f.submit()</script>"></iframe>""",
    "by sockets": """<script>
        new WebSocket("ws://127.0.0.1:PORT").onopen = won;
        new EventSource("http://127.0.0.1:PORT/").onopen = won;
        navigator.sendBeacon("http://127.0.0.1:PORT/", "x");
    </script>""",
    "by WebRTC": """<script>
        const peer = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:PORT"}]});
        peer.createDataChannel("x");
        peer.onicecandidate = (e) => /[0-9]+[.][0-9]+[.]/.test(e.candidate?.candidate ?? "") && won();
        peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    </script>""",
    "by a service worker": '<script>navigator.serviceWorker.register("/sw.js").then(won, lost)</script>',
    "by a worker": """<script>
        const inside = "fetch('http://127.0.0.1:PORT/').then(() => postMessage(1))";
        new Worker(URL.createObjectURL(new Blob([inside]))).onmessage = won;
    </script>""",
    "files": """<iframe src="file:///etc/passwd"></iframe><link rel=stylesheet href="file:///etc/passwd">
        <embed src="file:///etc/passwd"><script>
        fetch("file:///etc/passwd").then(won, lost);
        import("file:///etc/passwd").then(won, lost);
        const old = new XMLHttpRequest();
        old.onload = won;
        try { old.open("GET", "file:///exercise/app.py"); old.send() } catch { }
    </script>""",
    "files above hers": """<script>
        const places = ["/../etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd", "/lien",
            "/%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "/.%00/../etc/passwd"];
        const look = (answer) => answer.ok && answer.text().then((text) => text.includes("root") && won());
        for (const place of places) fetch(place).then(look, lost);
    </script>""",
    "the browser's own pages": """<script>
        for (const place of ["chrome://version", "devtools://devtools/x", "view-source:x", "about:version"]) {
            try { window.open(place) } catch { }
            const frame = document.createElement("iframe");
            frame.src = place;
            frame.onload = () => { try { frame.contentDocument.body.textContent && won() } catch { } };
            document.body.append(frame);
        }
        fetch("http://localhost:9222/json").then((answer) => answer.ok && won(), lost);
    </script>""",
    "the tester's world": """<script>
        Array.prototype.map = Array.prototype.filter = () => [];
        JSON.stringify = () => "GAGNE";
        window.eyes = {look: () => ({})};
        window.axe = {run: won};
        Object.defineProperty(Object.prototype, "covered", {set: won});
    </script>""",
}
"""Each says ``GAGNE`` if it reaches what it tries; ``PORT`` is a server's on this machine."""

ENDLESS: Mapping[str, tuple[str, str]] = {
    "a loop": ("<script>while (true) {}</script>", "ne répond plus"),
    "a loop, later": ("<script>setTimeout(() => { while (true) {} }, 200)</script>", "ne répond plus"),
    "a loop in a hundred workers": (
        """<script>const inside = URL.createObjectURL(new Blob(["while (true) {}"]));
        for (let i = 0; i < 100; i++) new Worker(inside)</script>""",
        "",
    ),
    "messages": ("<script>while (true) alert('encore')</script>", "ouvre des messages"),
    "itself, again and again": (
        "<script>location.href = '/index.html?' + Math.random()</script>",
        "renvoie sans fin",
    ),
    "itself, refreshed": ("<meta http-equiv=refresh content=0>", "renvoie sans fin"),
    "windows": ("<script>for (let i = 0; i < 500; i++) window.open('/index.html')</script>", ""),
    "windows, by a clock": ("<script>setInterval(() => window.open('/index.html'), 1)</script>", ""),
    "frames in frames": (
        """<script>for (let i = 0; i < 200; i++) {
            const frame = document.createElement("iframe");
            frame.src = "/index.html?" + i;
            document.body.append(frame);
        }</script>""",
        "",
    ),
    "two gigabytes": (
        """<script>const kept = [];
        for (let i = 0; i < 4; i++) kept.push(new Uint8Array(512 << 20).fill(1))</script>""",
        "",
    ),
    "a heap without end": (
        "<script>const kept = []; while (true) kept.push(Array(1e5).fill({}))</script>",
        "",
    ),
    "a page of ten million letters": ("<p>" + "mot " * 2_500_000, ""),
    "a page of a hundred thousand boxes": ("<div>x" * 100_000, ""),
    "words without end": ("<script>while (true) console.log('x'.repeat(1e6))</script>", ""),
    "a drawing without end": (
        """<canvas id=c width=16000 height=16000></canvas><script>
        const pen = c.getContext("2d");
        for (let i = 0; i < 1e5; i++) pen.fillRect(0, 0, 16000, 16000)</script>""",
        "",
    ),
    "files on the disk": (
        """<script>(async () => {
            const folder = await navigator.storage.getDirectory();
            for (let i = 0; ; i++) {
                const pen = await (await folder.getFileHandle("f" + i, {create: true})).createWritable();
                await pen.write(new Uint8Array(1 << 24));
                await pen.close();
            }
        })()</script>""",
        "",
    ),
    "its own end": ("<script>setTimeout(() => window.close(), 200)</script>", "ferme l'onglet"),
}
"""Each would go on for ever, or take all there is; with what she must read of it, where that is certain."""
