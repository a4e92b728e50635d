"""Work travels here: releases to learners, hand-ins to graders, feedback back, over HTTP."""
