<!doctype html>
<meta http-equiv="refresh" content="0; url=./updates/news/">
<title>News</title>
<a href="./updates/news/">News</a>
